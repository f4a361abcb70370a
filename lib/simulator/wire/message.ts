/** One request as it came over the wire; header names in lower case. */
export type WireRequest = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The part of the address after `?`: the query protocols may carry their form there. */
  readonly query?: string;
};

/** What goes back: an answer, or a connection that is cut before one. */
export type WireReply =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: "reset" };
