import type { StreamPorts } from "#components/stream/keep-open.ts";

/** EventSource tells nothing of an HTTP status, and would come back at a fixed pace: it is closed at its first error. */
export function makeBrowserPorts(): StreamPorts {
  return {
    open(path, listener) {
      const source = new EventSource(path);
      source.addEventListener("open", listener.opened);
      source.addEventListener("read", ({ data, lastEventId }) => listener.heard(String(data), lastEventId));
      source.addEventListener("error", () =>
        listener.failed(source.readyState === EventSource.CLOSED ? "closed" : "lost"),
      );
      return () => source.close();
    },
    async probe(path) {
      const probing = new AbortController();
      const response = await fetch(path, { signal: probing.signal }).catch(() => undefined);
      probing.abort();
      return response?.status;
    },
    random: Math.random,
  };
}
