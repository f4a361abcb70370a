import { LifecycleErrorCode } from "@aws-sdk/client-codedeploy";
import { expect, it } from "vitest";
import { explainDiagnostics } from "#lib/domain/diagnostics-text.ts";

it.each(Object.values(LifecycleErrorCode))("%s has a sentence", (code) => {
  expect(explainDiagnostics(code)).toMatch(/^The [^.]+\.$/);
});

it.each(["", "Script", "scriptfailed", "ScriptBored"])("%s is not known, and not guessed", (code) => {
  expect(explainDiagnostics(code)).toBeUndefined();
});
