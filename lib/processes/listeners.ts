export type Listeners<Value> = {
  add(listener: (value: Value) => void): () => void;
  tell(value: Value): void;
};

/** Tells each listener by itself: one that throws does not keep the news from the others, nor from the teller. */
export function createListeners<Value>(): Listeners<Value> {
  const listeners = new Set<{ readonly hear: (value: Value) => void }>();
  return {
    add(hear) {
      const listener = { hear };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value) {
      for (const { hear } of [...listeners]) callAlone(() => hear(value));
    },
  };
}

function callAlone(call: () => void): void {
  try {
    call();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
