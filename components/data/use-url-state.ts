"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Change = Readonly<Record<string, string | undefined>>;

/**
 * What the reader chose, kept in the URL so that a link shows the same. Changing it asks nothing of the server.
 * `push` for choices that Back should undo, `replace` for the rest.
 */
export function useUrlState() {
  const params = useSearchParams();
  const change = useCallback((how: "push" | "replace", changes: Change) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === "") next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    const url = `${window.location.pathname}${query === "" ? "" : `?${query}`}${window.location.hash}`;
    if (how === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  }, []);
  return { params, change };
}
