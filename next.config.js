/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The page polls; a trailing console of every poll would bury what matters.
  logging: { incomingRequests: false },
};

export default config;
