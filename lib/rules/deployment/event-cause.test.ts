import { describe, expect, it } from "vitest";
import { toEventCause } from "#lib/rules/deployment/event-cause.ts";
import { makeFailedEvent } from "#lib/testing/failed-targets.ts";

const silence =
  "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host";

describe("each failed event has one cause, the most particular", () => {
  it.each([
    ["ApplicationStart", "ScriptFailed", "exit 1", "script-failed"],
    ["ApplicationStart", "ScriptMissing", "", "script-missing"],
    ["Install", "UnknownError", "a specified file already exists at this location: /srv/a", "file-exists"],
    ["DownloadBundle", "UnknownError", "The specified key does not exist.", "revision-missing"],
    ["DownloadBundle", "UnknownError", "HTTP 404 Not Found", "revision-missing"],
    ["DownloadBundle", "UnknownError", "No such file: release-404.zip", "download-bundle-failure"],
    ["DownloadBundle", "UnknownError", "not opened for reading", "download-bundle-failure"],
    ["DownloadBundle", "UnknownError", "", "unknown"],
    [
      "BeforeInstall",
      "UnknownError",
      'did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml"',
      "invalid-revision",
    ],
    ["ApplicationStop", "ScriptFailed", "exit 1", "application-stop-failure"],
    ["ApplicationStop", "ScriptMissing", "", "application-stop-failure"],
    [
      "ApplicationStop",
      "UnknownError",
      "No such file or directory @ rb_sysopen - deployment-archive/appspec.yml",
      "application-stop-failure",
    ],
    ["ApplicationStop", "UnknownError", "", "unknown"],
    ["ApplicationStop", "UnknownError", silence, "agent-silence"],
    ["DownloadBundle", "UnknownError", silence, "agent-silence"],
    [
      "Install",
      "UnknownError",
      "Failing in-progress lifecycle event after an agent restart.",
      "agent-restart",
    ],
    ["Install", "UnknownError", "No space left on device @ dir_s_mkdir", "agent-exhausted"],
    ["ApplicationStart", "ScriptFailed", "No space left on device", "script-failed"],
    ["AllowTraffic", "UnknownError", "", "traffic"],
    ["ValidateService", "toString", "", "unknown"],
    ["ValidateService", "SomethingNew", "words nobody knows", "unknown"],
  ])("%s %s %j is %s", (name, errorCode, message, cause) => {
    expect(toEventCause(makeFailedEvent({ name, diagnostics: { errorCode, message } }))).toBe(cause);
  });

  it("without diagnostics it is unknown", () => {
    expect(toEventCause(makeFailedEvent({ diagnostics: undefined }))).toBe("unknown");
  });
});
