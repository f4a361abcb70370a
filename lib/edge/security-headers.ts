/** Asked of browsers with every answer, errors included. Next.js puts the nonce on its own scripts. */
export function toSecurityHeaders(nonce: string, mode: "dev" | "start"): Readonly<Record<string, string>> {
  return {
    "content-security-policy": toPolicy(nonce, mode),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Names of deployment groups stand in the addresses.
    "referrer-policy": "same-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}

function toPolicy(nonce: string, mode: "dev" | "start"): string {
  // The development server evaluates code to show where it comes from.
  const evaluated = mode === "dev" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${evaluated}`,
    // React writes widths and positions as style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
