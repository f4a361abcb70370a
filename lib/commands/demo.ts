// npm run demo: builds, and serves the dashboard over the simulated account. Nothing leaves this machine.
import { loadSettings } from "#lib/commands/load-settings.ts";
import { run } from "#lib/commands/run.ts";
import { serve } from "#lib/commands/serve.ts";
import { simulated } from "#lib/server/mode.ts";

await run(async () => {
  const settings = await loadSettings("start");
  Object.assign(process.env, simulated);
  const url = await serve({ mode: "rebuilt", ...settings });
  console.log(`Ghostline is ready, over a simulated AWS account: ${url}`);
});
