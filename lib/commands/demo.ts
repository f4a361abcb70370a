// npm run demo: builds, and serves the dashboard over the simulated account. Nothing leaves this machine.
import { build, startServer } from "#lib/commands/next-process.ts";
import { run } from "#lib/commands/run.ts";
import { parseConfig } from "#lib/server/config.ts";
import { simulated } from "#lib/server/mode.ts";

await run(async () => {
  const { host, port } = parseConfig(process.env);
  await build();
  const server = await startServer({ mode: "start", host, port, environment: simulated, output: "ignore" });
  console.log(`Ghostline is ready, over a simulated AWS account: ${server.url}`);
  process.exitCode = await server.exited;
});
