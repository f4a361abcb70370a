import { setMaxListeners } from "node:events";
import { type Scope, toScopeKey, toScopePath } from "#lib/domain/scope.ts";
import { minuteMs, secondMs } from "#lib/domain/time.ts";
import { Report } from "#lib/report/schema.ts";

/** Of the server's clock. */
export type LoadSetup = { readonly url: string; readonly scopes: readonly Scope[]; nowMs(): number };

export type Asked = {
  readonly pages: number;
  readonly reports: number;
  /** Events that the streams told. */
  readonly events: number;
  /** Refused as too many at once, which only questions about the past may be. */
  readonly refused: number;
  /** What was neither answered nor refused so, and why. */
  readonly failures: readonly string[];
};

export type Load = {
  asked(): Asked;
  stop(): Promise<void>;
};

const viewers = 50;
/** As often as a page asks that hears of no change. */
const pollMs = 5 * secondMs;
const betweenPagesMs = secondMs;
/** A tab is open for so long; then its stream is another one. */
const streamMs = 90 * secondMs;
/** Longer than anything may take, also on a machine that does other work. */
const patienceMs = minuteMs;

/** Fifty viewers of as many groups, half of them with an event stream, and one who goes through all pages of all groups. */
export function startLoad({ url, scopes, nowMs }: LoadSetup): Load {
  const beganAtMs = nowMs();
  const counts = { pages: 0, reports: 0, events: 0, refused: 0 };
  const failures: string[] = [];
  const ending = new AbortController();
  // Everything that waits listens to it.
  setMaxListeners(0, ending.signal);

  async function attempt(path: string, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (cause) {
      if (!ending.signal.aborted) failures.push(`${path}: ${toReason(cause)}`);
    }
  }

  /** Reads an answer, which must be whole within the time. Where it was refused as it may be, nothing. */
  async function read<Body>(
    path: string,
    mostMs: number,
    take: (response: Response) => Promise<Body>,
  ): Promise<Body | undefined> {
    const limit = new AbortController();
    const end = () => limit.abort();
    // Not AbortSignal.any over a timeout: Node 20 collects that as garbage, and it never ends.
    const timer = setTimeout(end, mostMs);
    ending.signal.addEventListener("abort", end);
    try {
      const response = await fetch(`${url}${path}`, { signal: limit.signal });
      if (response.ok) return await take(response);
      const message = await response.text();
      if (response.status !== 429 || !path.includes("at="))
        throw new Error(`answered ${response.status}: ${message}`);
      counts.refused += 1;
      return undefined;
    } finally {
      clearTimeout(timer);
      ending.signal.removeEventListener("abort", end);
    }
  }

  async function ask(path: string, count: "pages" | "reports"): Promise<void> {
    await attempt(path, async () => {
      const body = await read(path, patienceMs, (response) => response.arrayBuffer());
      if (body !== undefined) counts[count] += 1;
    });
  }

  /** Until the tab is closed; a stream that ends before has failed. */
  async function listen(path: string): Promise<void> {
    const closesAtMs = performance.now() + streamMs;
    await attempt(path, async () => {
      try {
        await read(path, streamMs, async ({ body }) => {
          for await (const chunk of body ?? []) counts.events += toEvents(chunk);
        });
      } catch (cause) {
        if (performance.now() < closesAtMs) throw cause;
      }
      if (performance.now() < closesAtMs) throw new Error("the stream ended");
    });
  }

  async function view(index: number): Promise<void> {
    const scope = scopes[Math.floor((index * scopes.length) / viewers) % scopes.length];
    if (scope === undefined) return;
    const repeat = async (task: () => Promise<void>, everyMs: number) => {
      for (; !ending.signal.aborted; await sleep(everyMs)) await task();
    };
    await sleep((index / viewers) * pollMs);
    await Promise.all([
      repeat(() => ask(`/api${toScopePath(scope)}/report`, "reports"), pollMs),
      index % 2 === 0 &&
        repeat(() => {
          // A reader that comes again asks for what it missed.
          const since = encodeURIComponent(new Date(nowMs() - 10 * minuteMs).toISOString());
          return listen(`/api/stream?parts=${encodeURIComponent(toScopeKey(scope))}&since=${since}`);
        }, secondMs),
    ]);
  }

  async function visit(): Promise<void> {
    for (let number = 0; !ending.signal.aborted; number++) {
      const page = pages[number % pages.length];
      const scope = scopes[number % scopes.length];
      if (page === undefined || scope === undefined) return;
      const dueAtMs = performance.now() + betweenPagesMs;
      await attempt("a page", async () => {
        const path = await page({ base: toScopePath(scope), past: toPast(number), loadInstance });
        await ask(path, "pages");
      });
      await sleep(dueAtMs - performance.now());
    }
  }

  /** Moments spread over the time so far, so that few are asked for twice; whole seconds, as in the address of a page. */
  function toPast(number: number): string {
    const share = (number * 0.618) % 1;
    const pastMs = beganAtMs + share * (nowMs() - beganAtMs);
    return encodeURIComponent(new Date(Math.floor(pastMs / secondMs) * secondMs).toISOString());
  }

  async function loadInstance(base: string): Promise<string | undefined> {
    const report = await read(`/api${base}/report`, patienceMs, async (response) =>
      Report.parse(await response.json()),
    );
    return report?.lanes.find(({ instanceId }) => instanceId !== null)?.instanceId ?? undefined;
  }

  /** A load that ends does not wait for its next turn. */
  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (ending.signal.aborted) return resolve();
      const timer = setTimeout(done, ms);
      ending.signal.addEventListener("abort", done);
      function done(): void {
        clearTimeout(timer);
        ending.signal.removeEventListener("abort", done);
        resolve();
      }
    });
  }

  const running = [visit(), ...Array.from({ length: viewers }, (_, index) => view(index))];
  return {
    asked: () => ({ ...counts, failures: [...failures] }),
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}

type Visited = {
  /** The path of a deployment group. */
  readonly base: string;
  readonly past: string;
  loadInstance(base: string): Promise<string | undefined>;
};

/** What is looked at in turn, with what the pages ask themselves once they are open. */
const pages: readonly ((visited: Visited) => string | Promise<string>)[] = [
  () => "/",
  ({ base }) => base,
  ({ base, past }) => `${base}?at=${past}`,
  async ({ base, loadInstance }) => {
    const id = await loadInstance(base);
    // Its first reading may take longer than a page waits.
    return id === undefined ? base : `${base}/instances/${id}`;
  },
  ({ base }) => `/api${base}/severity`,
  () => "/audit",
  ({ base }) => `${base}?window=6h`,
  ({ past }) => `/?at=${past}`,
  ({ base, past }) => `/api${base}/severity?at=${past}`,
  ({ base }) => `/api/find?q=${encodeURIComponent(base.slice(-3))}`,
  ({ past }) => `/audit?at=${past}`,
  ({ base, past }) => `/api${base}/changes?from=${past}`,
  () => "/rules",
];

function toEvents(chunk: Uint8Array): number {
  return Buffer.from(chunk).toString().split("event: ").length - 1;
}

/** `fetch failed` says nothing: why stands in the cause. */
function toReason(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? ` (${String(error.cause)})` : "";
  return `${String(error)}${cause}`;
}
