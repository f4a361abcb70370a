import { createHash } from "node:crypto";

/**
 * The 64-bit key of an advisory lock, as PostgreSQL writes a bigint. A cryptographic hash, so that two of our locks, or
 * one of ours and another program's in the same database, do not meet: a shared key would leave a place unread.
 */
function toLockKey(kind: "alive" | "hungry" | "place", name = ""): string {
  return createHash("sha256").update(`ghostline/${kind}/${name}`).digest().readBigInt64BE(0).toString();
}

/** The sign of a process that takes part. */
export const aliveKey = toLockKey("alive");

/** The sign of a process that found less than its fair share. */
export const hungryKey = toLockKey("hungry");

export function toPlaceLock(placeKey: string): string {
  return toLockKey("place", placeKey);
}
