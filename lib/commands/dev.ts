// npm run dev: the development server over the simulated account.
import { startServer } from "#lib/commands/next-process.ts";
import { run } from "#lib/commands/run.ts";
import { parseConfig } from "#lib/server/config.ts";
import { simulated } from "#lib/server/mode.ts";

await run(async () => {
  const { host, port } = parseConfig(process.env);
  const server = await startServer({ mode: "dev", host, port, environment: simulated, output: "inherit" });
  console.log(`Ghostline is ready for development, over a simulated AWS account: ${server.url}`);
  process.exitCode = await server.exited;
});
