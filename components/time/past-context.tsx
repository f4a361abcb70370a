"use client";

import { createContext, type ReactNode, useContext } from "react";

const PastContext = createContext<string | undefined>(undefined);

type PastProviderProps = { readonly at: string | undefined; readonly children: ReactNode };

/** A reader who looks at the past stays there while going from page to page. */
export function PastProvider({ at, children }: PastProviderProps) {
  return <PastContext value={at}>{children}</PastContext>;
}

/** The instant in the past that is looked at; undefined for now. */
export function usePast(): string | undefined {
  return useContext(PastContext);
}
