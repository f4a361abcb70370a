"use client";

import { type RefObject, useEffect } from "react";

type RowKeys = {
  readonly search: RefObject<HTMLInputElement | null>;
  /** The element that holds the rows; each row's link carries data-row-link. */
  readonly rows: RefObject<HTMLElement | null>;
};

/** `/` goes to the search box; Enter and arrow down lead from it to the first row, Escape out of it; j and k, and the arrows once a row is focused, go from row to row; Enter opens the link. */
export function useRowKeys({ search, rows }: RowKeys): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) {
        if (event.target !== search.current || !["ArrowDown", "Enter", "Escape"].includes(event.key)) return;
        event.preventDefault();
        return event.key === "Escape" ? search.current?.blur() : moveRow(rows.current, "next");
      }
      if (event.key === "/") {
        event.preventDefault();
        search.current?.focus();
        return search.current?.select();
      }
      const onRow = event.target instanceof HTMLElement && event.target.matches("[data-row-link]");
      const direction = toDirection(event.key, onRow);
      if (direction === undefined) return;
      event.preventDefault();
      moveRow(rows.current, direction);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [search, rows]);
}

function toDirection(key: string, onRow: boolean): "next" | "previous" | undefined {
  if (key === "j" || (onRow && key === "ArrowDown")) return "next";
  if (key === "k" || (onRow && key === "ArrowUp")) return "previous";
  return undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
}

function moveRow(container: HTMLElement | null, direction: "next" | "previous"): void {
  const links = [...(container?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
  const current = links.findIndex((link) => link.matches(":focus"));
  const index = direction === "next" ? current + 1 : Math.max(0, current - 1);
  const link = links[Math.min(index, links.length - 1)];
  link?.focus({ preventScroll: true });
  link?.closest("tr")?.scrollIntoView({ block: "nearest" });
}
