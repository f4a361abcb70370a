// npm run dev: the development server over the simulated account.
import { loadSettings } from "#lib/commands/load-settings.ts";
import { run } from "#lib/commands/run.ts";
import { serve } from "#lib/commands/serve.ts";
import { simulated } from "#lib/server/mode.ts";

await run(async () => {
  const settings = await loadSettings("dev");
  Object.assign(process.env, simulated);
  const url = await serve({ mode: "dev", ...settings });
  console.log(`Ghostline is ready for development, over a simulated AWS account: ${url}`);
});
