import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import Database from "libsql";
import { HistoryTrouble } from "#lib/history/history.ts";
import { codeOf } from "#lib/history/sqlite-trouble.ts";

/** Where the history of a data directory is. */
export function toFile(directory: string): string {
  return path.join(directory, "history.sqlite");
}

/**
 * A file that is there is looked at but not opened: closing it would unlock it. The database's own words for one that
 * may not be opened name neither the file nor the reason.
 */
export function prepareFile(directory: string, file: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  accessSync(directory, constants.R_OK | constants.W_OK);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    makeFile(file);
    return;
  }
  accessSync(file, constants.R_OK | constants.W_OK);
  if (found.size === 0)
    throw new HistoryTrouble(
      `the file ${file} is empty: what it held is gone. Restore it, or delete it to begin a new history`,
    );
}

/**
 * Made under another name and nobody else may read it; it gets its own name once it is a database, so that one of no
 * length was emptied by somebody.
 */
function makeFile(file: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, "", { mode: 0o600 });
  const database = new Database(draft);
  database.exec("pragma page_size = 8192; pragma auto_vacuum = incremental; pragma user_version = 1");
  database.close();
  try {
    linkSync(draft, file);
  } catch (error) {
    // Where another process was faster its file is as good; else the disk does not know links.
    if (codeOf(error) !== "EEXIST") renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives what throws once the file is no longer the one that was opened. */
export function watchFile(file: string): () => void {
  const opened = statSync(file, { throwIfNoEntry: false })?.ino;
  return () => {
    if (statSync(file, { throwIfNoEntry: false })?.ino === opened) return;
    throw new HistoryTrouble(
      `the file ${file} was deleted or replaced while it was in use, so nothing more can be kept in it: ` +
        "put it back, or begin a new history, and start Ghostline again",
    );
  };
}
