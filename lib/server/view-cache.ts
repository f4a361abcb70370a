/** Something built from the history, kept until the part it is about is read again or it is too old. */
export type ViewCache<View> = {
  get(part: string, build: () => Promise<View>): Promise<View>;
  /** The part was read: what was built from it, and from the parts below it, is old. */
  drop(part: string): void;
};

type Held<View> = { readonly view: Promise<View>; readonly builtAtMs: number };

/**
 * Any number of viewers cost one building. What is built while its part is read again is given to those who asked, and
 * then forgotten. `keepMs`: the judgement depends on the time, so nothing is kept for long.
 */
export function createViewCache<View>(setup: {
  readonly keepMs: number;
  readonly most: number;
  readonly nowMs: () => number;
}): ViewCache<View> {
  const { keepMs, most, nowMs } = setup;
  const held = new Map<string, Held<View>>();
  return {
    get(part, build) {
      const found = held.get(part);
      if (found !== undefined && nowMs() - found.builtAtMs < keepMs) return found.view;
      const view = build();
      held.delete(part);
      held.set(part, { view, builtAtMs: nowMs() });
      view.catch(() => {
        if (held.get(part)?.view === view) held.delete(part);
      });
      const oldest = held.keys().next();
      if (held.size > most && oldest.done !== true) held.delete(oldest.value);
      return view;
    },
    drop(part) {
      for (const key of held.keys()) if (key === part || key.startsWith(`${part}/`)) held.delete(key);
    },
  };
}
