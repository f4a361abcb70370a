import { expect, it } from "vitest";
import { explainStateReason } from "#lib/domain/state-reason-text.ts";

it.each([
  ["Server.InsufficientInstanceCapacity", "no capacity"],
  ["Server.InternalError", "inside AWS"],
  ["Server.ScheduledStop", "scheduled event"],
  ["Server.SpotInstanceShutdown", "stopped it"],
  ["Server.SpotInstanceTermination", "terminated it"],
  ["Client.InstanceInitiatedShutdown", "from inside"],
  ["Client.InstanceTerminated", "before it had started"],
  ["Client.InternalError", "KMS key"],
  ["Client.InvalidKMSKey.InvalidState", "KMS key"],
  ["Client.InvalidSnapshot.NotFound", "snapshot"],
  ["Client.UserInitiatedHibernate", "hibernated"],
  ["Client.UserInitiatedShutdown", "does not say which"],
  ["Client.VolumeLimitExceeded", "limit"],
])("%s has a sentence that says %s", (code, words) => {
  expect(explainStateReason(code)).toContain(words);
  expect(explainStateReason(code)).toMatch(/^[A-Z].*\.$/);
});

it.each(["", "Client", "Client.Daydream", "client.userinitiatedshutdown ", "toString"])(
  "%s is not known, and not guessed",
  (code) => {
    expect(explainStateReason(code)).toBeUndefined();
  },
);
