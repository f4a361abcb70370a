import { describe, expect, it } from "vitest";
import {
  toActivityTone,
  toDeploymentTone,
  toEc2Tone,
  toEventTone,
  toInstanceStatusTone,
  toLifecycleTone,
  toTargetHealthTone,
} from "#lib/domain/tones.ts";

describe("tones", () => {
  it.each([
    ["InService", "good"],
    ["Pending", "busy"],
    ["Pending:Wait", "waiting"],
    ["Terminating:Wait", "waiting"],
    ["Warmed:Pending:Wait", "waiting"],
    ["SomethingNew:Wait", "waiting"],
    ["Terminating:Proceed", "busy"],
    ["Terminating:Retained", "bad"],
    ["Standby", "idle"],
    ["Detached", "gone"],
    ["SomethingNew", "unknown"],
    ["", "unknown"],
  ])("a member that is %s feels %s", (state, tone) => {
    expect(toLifecycleTone(state)).toBe(tone);
  });

  it.each([
    ["healthy", "good"],
    ["unhealthy", "bad"],
    ["unhealthy.draining", "bad"],
    ["draining", "busy"],
    ["unused", "idle"],
    ["unavailable", "unknown"],
    ["new", "unknown"],
  ])("a target that is %s feels %s", (state, tone) => {
    expect(toTargetHealthTone(state)).toBe(tone);
  });

  it.each([
    ["InProgress", "busy"],
    ["Queued", "waiting"],
    ["Succeeded", "good"],
    ["Stopped", "bad"],
    ["Simmering", "unknown"],
  ])("a deployment that is %s feels %s", (status, tone) => {
    expect(toDeploymentTone(status)).toBe(tone);
  });

  it.each([
    ["Pending", "waiting"],
    ["InProgress", "busy"],
    ["Skipped", "idle"],
    ["Unknown", "unknown"],
  ])("an event that is %s feels %s", (status, tone) => {
    expect(toEventTone(status)).toBe(tone);
  });

  it.each([
    ["running", "good"],
    ["terminated", "gone"],
    ["hibernated-in-space", "unknown"],
  ])("an instance that is %s feels %s", (state, tone) => {
    expect(toEc2Tone(state)).toBe(tone);
  });

  it.each([
    ["ok", "good"],
    ["impaired", "bad"],
    ["insufficient-data", "unknown"],
  ])("a status check that is %s feels %s", (status, tone) => {
    expect(toInstanceStatusTone(status)).toBe(tone);
  });

  it.each([
    ["Successful", "good"],
    ["Cancelled", "bad"],
    ["WaitingForELBConnectionDraining", "waiting"],
    ["InProgress", "busy"],
    ["WaitingForGodot", "unknown"],
  ])("an activity that is %s feels %s", (status, tone) => {
    expect(toActivityTone(status)).toBe(tone);
  });
});
