"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";

export type Move = "next" | "previous" | "first" | "last";

type RowKeys = {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onMove: (move: Move) => void;
};

/**
 * `/` goes to the search box; Enter and arrow down lead from it to the first row, Escape out of it; j and k, and once a
 * row is focused the arrows, Home and End, go from row to row; Enter opens the link, which the browser does.
 */
export function useRowKeys({ search, onMove }: RowKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target)) {
      if (event.target !== search.current || !["ArrowDown", "Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      return event.key === "Escape" ? search.current?.blur() : onMove("first");
    }
    if (event.key === "/") {
      event.preventDefault();
      search.current?.focus();
      return search.current?.select();
    }
    const onRow = event.target instanceof HTMLElement && event.target.matches("[data-row-link]");
    const move = toMove(event.key, onRow);
    if (move === undefined) return;
    event.preventDefault();
    onMove(move);
  });
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

const rowKeys: Readonly<Record<string, Move>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
};

function toMove(key: string, onRow: boolean): Move | undefined {
  if (key === "j") return "next";
  if (key === "k") return "previous";
  return onRow ? rowKeys[key] : undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
}
