"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { makeBrowserPorts } from "#components/stream/browser-ports.ts";
import type { StreamState } from "#components/stream/keep-open.ts";
import { makeStream, type Stream } from "#components/stream/stream.ts";

const StreamContext = createContext<Stream | undefined>(undefined);
const notYet: StreamState = { kind: "off" };

/** The one stream of this tab: open while somebody looks at something that can change. */
export function StreamProvider({ children }: { readonly children: ReactNode }) {
  const [stream] = useState(() => makeStream(makeBrowserPorts()));
  useEffect(() => {
    const follow = () => stream.setVisibility(document.visibilityState === "hidden" ? "hidden" : "visible");
    const leave = () => stream.setVisibility("hidden");
    follow();
    document.addEventListener("visibilitychange", follow);
    // A page kept for the Back button would keep its connection, one of the six that a browser grants.
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", follow);
      leave();
    };
  }, [stream]);
  return <StreamContext value={stream}>{children}</StreamContext>;
}

export function useTabStream(): Stream {
  const stream = useContext(StreamContext);
  if (stream === undefined) throw new Error("a stream needs a StreamProvider above it");
  return stream;
}

/** Whether changes arrive by themselves. */
export function useStreamState(): StreamState {
  const stream = useTabStream();
  return useSyncExternalStore(stream.subscribe, stream.state, () => notYet);
}
