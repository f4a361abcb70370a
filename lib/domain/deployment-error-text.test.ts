import { ErrorCode } from "@aws-sdk/client-codedeploy";
import { expect, it } from "vitest";
import { explainDeploymentError } from "#lib/domain/deployment-error-text.ts";

it.each([...Object.values(ErrorCode), "UNABLE_TO_SEND_ASG"])("%s has one plain sentence or two", (code) => {
  expect(explainDeploymentError(code)).toMatch(/^[A-Z][^.]+\.( [A-Z][^.]+\.)?$/);
});

it("codes are compared without regard to case", () => {
  expect(explainDeploymentError("manual_stop")).toBe(explainDeploymentError("MANUAL_STOP"));
});

it.each(["", "MANUAL", "NEW_CODE_OF_2027", "__proto__"])("%s is not known, and not guessed", (code) => {
  expect(explainDeploymentError(code)).toBeUndefined();
});
