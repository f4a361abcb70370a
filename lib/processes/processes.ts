/** What one process tells all: that a part (a scope's or a place's key) was read, or that somebody looks at it. */
export type Message =
  | { readonly kind: "read"; readonly part: string; readonly at: number; readonly changed: boolean }
  | { readonly kind: "watch"; readonly part: string };

/** The Ghostline processes that share one history, as one of them sees them. */
export type Processes = {
  /** The places that this process reads now. Changes as processes come and go. */
  held(): ReadonlySet<string>;
  /** Names all places; from now on this process takes its fair share of them. `onChange` hears of every change of `held`. */
  share(placeKeys: readonly string[], onChange: (held: ReadonlySet<string>) => void): void;
  /** To all processes, this one included. */
  publish(message: Message): void;
  /** Returns what ends the subscription. */
  subscribe(listener: (message: Message) => void): () => void;
  /** Undefined while all is well; otherwise why the database cannot be reached. */
  trouble(): string | undefined;
  close(): Promise<void>;
};
