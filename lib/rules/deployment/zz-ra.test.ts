import { it } from "vitest";
import * as extra from "#lib/simulator/scenarios/extra.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import { addSeconds } from "#lib/domain/time.ts";
import { observeAccount, testCurtain } from "#lib/testing/observed-account.ts";

const ids = "deleted-bundle unparsable-revision refused-bundle foreign-files second-in-line endless-deployment unreachable-bucket account-limit failing-stop impossible-minimum nothing-matches rollback-fails-too rolled-back stopped-by-hand missing-script script-without-right slow-script dead-fleet restarted-agent full-disk scaled-to-zero deadlock calm-blue-green calm-refresh scaled-in-mid-release never-healthy killed-during-launch recursive-limbo".split(" ");
const stories = [...Object.values(demo), ...Object.values(extra)].filter((s) => ids.includes(s.id));
it.each(stories)("$id", async (story) => {
  const account = await observeAccount({ stories: [story], minutesEarly: 0, parameters: {} });
  await account.read();
  await account.elapseUntil(addSeconds(testCurtain, 75), 15);
  for (const { group } of await account.scopes()) {
    const report = await account.report(group);
    console.log("@@ " + story.id + " " + group + "\n" + report.findings.map((f) => `@@   ${f.severity} ${f.verdict} ${f.rule}${f.causedBy ? " <- " + f.causedBy.rule : ""}: ${f.summary}`).join("\n"));
  }
}, 60000);
