import { expect, it } from "vitest";
import { splitAtBreakPoints } from "#components/format/break-points.ts";

it.each([
  ["a path", "scripts/start-server.sh", ["scripts/", "start-", "server.", "sh"]],
  [
    "an ARN",
    "arn:aws:iam::123456789012:role/CodeDeployServiceRole",
    ["arn:", "aws:", "iam::", "123456789012:", "role/", "CodeDeployServiceRole"],
  ],
  ["a place in S3", "s3://releases/api_r41.zip", ["s3://", "releases/", "api_", "r41.", "zip"]],
  ["the id in a hook's name", "hook-a8af-61c48927e75d", ["hook-", "a8af-", "61c48927e75d"]],
  ["an operation", "codedeploy:GetDeployment", ["codedeploy:", "GetDeployment"]],
  ["an instance's id", "i-0a11f3b2c4d5e6f70", ["i-0a11f3b2c4d5e6f70"]],
  ["a region", "us-east-1", ["us-", "east-1"]],
  ["a time", "at 13:42:10 UTC", ["at 13:42:10 UTC"]],
  ["a date and an address", "2026-01-31 10.0.3.7", ["2026-01-31 10.0.3.7"]],
  [
    "a sentence",
    "It waits, as it should. Nothing is broken.",
    ["It waits, as it should. Nothing is broken."],
  ],
  ["nothing", "", [""]],
])("%s is split where a reader would", (_, text, parts) => {
  expect(splitAtBreakPoints(text)).toEqual(parts);
  expect(splitAtBreakPoints(text).join("")).toBe(text);
});
