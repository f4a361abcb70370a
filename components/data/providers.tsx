"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ClockProvider } from "#components/clock/clock-provider.tsx";
import { StreamProvider } from "#components/stream/stream-provider.tsx";

/** What the live parts of every page share: one cache, one stream and one clock. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <StreamProvider>
        <ClockProvider>{children}</ClockProvider>
      </StreamProvider>
    </QueryClientProvider>
  );
}

// The next reading is seconds away, so a failed one is reported at once instead of being tried again in silence.
function makeQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" } } });
}
