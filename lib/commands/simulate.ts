// npm run simulate: the simulated account alone, on a loopback port, for `aws --endpoint-url`.
import { run } from "#lib/commands/run.ts";
import { toInstant } from "#lib/domain/time.ts";
import { parseConfig } from "#lib/server/config.ts";
import * as stories from "#lib/simulator/scenarios/index.ts";
import { openAccount, simulatedRegions } from "#lib/simulator/scenarios/open-account.ts";

await run(async () => {
  const { simulatorPort } = parseConfig(process.env);
  const { simulator } = openAccount({
    stories: Object.values(stories),
    now: toInstant(Date.now()),
    realNowMs: Date.now,
  });
  const { url } = await simulator.listen({ host: "127.0.0.1", port: simulatorPort });
  console.log(
    `The simulated AWS account listens on ${url} (regions ${simulatedRegions.join(", ")}; any credentials).`,
  );
  console.log(`Try: aws --endpoint-url ${url} --region ${simulatedRegions[0]} deploy list-applications`);
});
