import { describe, expect, it, vi } from "vitest";
import { createAlone } from "#lib/processes/alone.ts";
import type { Message } from "#lib/processes/processes.ts";

const message: Message = { kind: "watch", part: "a/b" };

describe("a process alone", () => {
  it("holds every place that it is told of, and says so at once", () => {
    const alone = createAlone();
    const onChange = vi.fn();
    expect([...alone.held()]).toEqual([]);
    alone.share(["a", "b"], onChange);
    expect([...alone.held()]).toEqual(["a", "b"]);
    expect(onChange).toHaveBeenCalledExactlyOnceWith(new Set(["a", "b"]));
    expect(alone.trouble()).toBeUndefined();
  });

  it("hears what it says until it no longer listens", () => {
    const alone = createAlone();
    const heard: Message[] = [];
    const stop = alone.subscribe((item) => heard.push(item));
    alone.publish(message);
    stop();
    alone.publish(message);
    expect(heard).toEqual([message]);
  });

  it("a listener that throws stops neither the others nor the speaker, and is not hidden", () => {
    const warn = vi.spyOn(process, "emitWarning").mockReturnValue();
    const alone = createAlone();
    const heard: Message[] = [];
    alone.subscribe(() => {
      throw new Error("broken view");
    });
    alone.subscribe((item) => heard.push(item));
    alone.publish(message);
    expect(heard).toEqual([message]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(new Error("broken view"));
    warn.mockRestore();
  });
});
