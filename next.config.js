/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run verify` and `npm test`, tests included; a user's build need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // Pages poll: a line for every poll would bury what matters.
  logging: { incomingRequests: false },
};

export default config;
