// npm start: the dashboard over the real accounts: the standard AWS credential chain and region, or the accounts file.
import { loadSettings } from "#lib/commands/load-settings.ts";
import { run } from "#lib/commands/run.ts";
import { serve } from "#lib/commands/serve.ts";

const loopback = ["127.0.0.1", "localhost", "::1"];

await run(async () => {
  const { host, port, names } = await loadSettings("start");
  if (!loopback.includes(host)) {
    console.warn(
      `HOST=${host}: whoever can reach this address sees the account's infrastructure. There is no login.`,
    );
  }
  const url = await serve({ mode: "start", host, port, names });
  console.log(`Ghostline is ready: ${url}`);
});
