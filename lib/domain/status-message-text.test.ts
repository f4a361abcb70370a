import { describe, expect, it } from "vitest";
import { explainStatusMessage, toStatusText } from "#lib/domain/status-message-text.ts";

const early =
  "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: ";

describe("a status message", () => {
  it.each([
    [
      "Could not scale to desired capacity because all remaining instances are protected from scale-in.",
      "protected from scale-in",
    ],
    ["Waiting For ELB connection draining.", "finish the requests"],
    [`${early}Client.UserInitiatedShutdown: User initiated shutdown`, "A call stopped or terminated it"],
    [`${early}Server.SpotInstanceTermination: Spot instance termination`, "take the Spot capacity back"],
    [`${early}Client.InvalidKMSKey.InvalidState: The KMS key`, "KMS key"],
  ])("%s says %s", (text, words) => {
    expect(explainStatusMessage(text)).toContain(words);
  });

  it.each(["", "Protected", early, `${early}Client.Daydream: dreaming`, `${early}Client.UserIni`])(
    "that is none of the known ones is never guessed: %s",
    (text) => {
      expect(explainStatusMessage(text)).toBeUndefined();
    },
  );

  it.each([
    [{ description: "Launching.  Status Reason: from there", statusMessage: "from here" }, "from here"],
    [{ description: "Launching.  Status Reason: from there" }, "from there"],
    [{ description: "Launching.  Status Reason: from there", statusMessage: "" }, "from there"],
    [{ description: "Launching" }, ""],
  ])("is its own field, or what the description repeats of it: %j", (activity, text) => {
    expect(toStatusText(activity)).toBe(text);
  });
});
