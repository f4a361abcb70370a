import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Who has the directory open: only for the words of a refusal, the database's own lock is what refuses. */
type Holder = { readonly pid: number; readonly since: string };

const fileName = "holder.json";

export function saveHolder(directory: string): void {
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() };
  writeFileSync(path.join(directory, fileName), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
}

export function removeHolder(directory: string): void {
  rmSync(path.join(directory, fileName), { force: true });
}

/** "process 123 since …", or less where the file does not tell. */
export function describeHolder(directory: string): string {
  const holder = readHolder(directory);
  if (holder === undefined || !isAlive(holder.pid)) return "another process";
  return `process ${holder.pid} since ${holder.since}`;
}

function readHolder(directory: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path.join(directory, fileName), "utf8"));
    if (typeof holder !== "object" || holder === null) return undefined;
    const pid: unknown = Reflect.get(holder, "pid");
    const since: unknown = Reflect.get(holder, "since");
    return typeof pid === "number" && typeof since === "string" ? { pid, since } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
