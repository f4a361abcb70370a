import type { ConnectionListener, StreamPorts } from "#components/stream/keep-open.ts";

export type FakeServer = StreamPorts & {
  /** The paths of all connections ever asked for. */
  readonly asked: readonly string[];
  /** The connections that are open or being opened now. */
  connections(): readonly ConnectionListener[];
  /** The one connection; throws where there is none, or more than one. */
  only(): ConnectionListener;
  answerWith(status: number | undefined): void;
};

/** The other end of the stream for tests: connections open and fail only when told to. */
export function makeFakeServer(): FakeServer {
  const asked: string[] = [];
  const connections = new Set<ConnectionListener>();
  let status: number | undefined;
  return {
    asked,
    random: () => 1,
    open(path, listener) {
      asked.push(path);
      connections.add(listener);
      return () => connections.delete(listener);
    },
    probe: async () => status,
    connections: () => [...connections],
    only() {
      const [first, ...others] = connections;
      if (first === undefined || others.length > 0) throw new Error(`${connections.size} connections`);
      return first;
    },
    answerWith(next) {
      status = next;
    },
  };
}
