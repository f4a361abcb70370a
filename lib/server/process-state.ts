import type { Instant } from "#lib/domain/time.ts";
import type { Store } from "#lib/server/open-store.ts";
import type { Loaded } from "#lib/server/services.ts";

/**
 * What the process has once. Next.js keeps a copy of each module per kind of entry (pages, routes), and the program that
 * listens is a third: state in modules would be three truths.
 */
export type ProcessState = {
  /** Told to end: streams end at once, so that the server can. */
  readonly ending: AbortController;
  loading?: Promise<Loaded>;
  retryAt?: Instant;
  store?: Store;
  /** Closes what the services hold open. */
  close?: () => Promise<void>;
};

declare global {
  var ghostline: ProcessState | undefined;
}

export function processState(): ProcessState {
  globalThis.ghostline ??= { ending: new AbortController() };
  return globalThis.ghostline;
}
