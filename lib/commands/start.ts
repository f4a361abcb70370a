// npm start: the dashboard over the real account, by the standard AWS credential chain and region.
import { build, hasBuild, startServer } from "#lib/commands/next-process.ts";
import { run } from "#lib/commands/run.ts";
import { parseConfig } from "#lib/server/config.ts";

const loopback = ["127.0.0.1", "localhost", "::1"];

await run(async () => {
  const { host, port } = parseConfig(process.env);
  if (!loopback.includes(host)) {
    console.warn(
      `HOST=${host}: whoever can reach this address sees the account's infrastructure. There is no login.`,
    );
  }
  if (!hasBuild()) await build();
  const server = await startServer({ mode: "start", host, port, environment: {}, output: "inherit" });
  console.log(`Ghostline is ready: ${server.url}`);
  process.exitCode = await server.exited;
});
