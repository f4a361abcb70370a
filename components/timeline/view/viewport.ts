/** The stretch of time that is seen, in epoch milliseconds. */
export type Viewport = { readonly from: number; readonly to: number };
