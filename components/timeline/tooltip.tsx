"use client";

import { type RefObject, useEffect, useState } from "react";

type Tip = { readonly text: string; readonly left: number; readonly top: number; readonly above: number };

const widestPx = 384;

/** Shows the words of whatever item is pointed at or focused inside `root`. Readers of labels have the same words there. */
export function Tooltip({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const show = (event: Event) => setTip(toTip(event.target));
    const hide = () => setTip(undefined);
    const hideOnEscape = (event: KeyboardEvent) => event.key === "Escape" && hide();
    element.addEventListener("pointerover", show);
    element.addEventListener("focusin", show);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("focusout", hide);
    element.addEventListener("keydown", hideOnEscape);
    window.addEventListener("scroll", hide, { passive: true });
    return () => {
      element.removeEventListener("pointerover", show);
      element.removeEventListener("focusin", show);
      element.removeEventListener("pointerleave", hide);
      element.removeEventListener("focusout", hide);
      element.removeEventListener("keydown", hideOnEscape);
      window.removeEventListener("scroll", hide);
    };
  }, [root]);
  if (tip === undefined) return null;
  const style = tip.above > 0 ? { left: tip.left, bottom: tip.above } : { left: tip.left, top: tip.top };
  return (
    <div className="tooltip" style={style} aria-hidden="true">
      {tip.text}
    </div>
  );
}

function toTip(target: EventTarget | null): Tip | undefined {
  const item = target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
  if (item === null) return undefined;
  const box = item.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, window.innerWidth - widestPx - 8));
  const nearBottom = box.bottom > window.innerHeight - 130;
  return {
    text: item.dataset.tip ?? "",
    left,
    top: box.bottom + 6,
    above: nearBottom ? window.innerHeight - box.top + 6 : 0,
  };
}
