import { type Account, type Ghostline, openGhostline } from "#e2e/open-ghostline.ts";
import { minuteMs } from "#lib/domain/time.ts";

/** A lap of the limbo, begun four minutes before the curtain, lasts ten: until then an account is as its stories left it. */
const freshMs = 5 * minuteMs;

export type SharedServers = {
  /** The server over an account in which these stories have just happened: one that is there, or a new one. */
  take(account: Account): Promise<Ghostline>;
  close(): Promise<void>;
};

/** Servers for journeys that only look: each is used by all that ask for the same account, for as long as it is fresh. */
export function makeSharedServers(): SharedServers {
  const held = new Map<string, { readonly ghostline: Ghostline; readonly openedAtMs: number }>();
  async function closeAll(isMeant: (openedAtMs: number) => boolean): Promise<void> {
    for (const [key, { ghostline, openedAtMs }] of held) {
      if (!isMeant(openedAtMs)) continue;
      held.delete(key);
      await ghostline.close();
    }
  }
  return {
    async take(account) {
      await closeAll((openedAtMs) => Date.now() - openedAtMs > freshMs);
      const key = toKey(account);
      const known = held.get(key);
      if (known !== undefined) return known.ghostline;
      const openedAtMs = Date.now();
      const ghostline = await openGhostline(account);
      held.set(key, { ghostline, openedAtMs });
      return ghostline;
    },
    close: () => closeAll(() => true),
  };
}

function toKey({ stories, recordedMinutes, endedMinutesAgo }: Account): string {
  return JSON.stringify([stories.map(({ id }) => id), recordedMinutes, endedMinutesAgo]);
}
