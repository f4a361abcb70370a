type Known = { readonly pattern: RegExp; readonly words: string };

const subject = "(?:an instance|instances?(?: i-[0-9a-f]{8,17})?)";
const taken = `^${subject} (?:was|were) taken out of service `;
const started = `^${subject} (?:was|were) (?:started|launched) `;

/** [?] On no page of AWS's in full: matched by the words that any wording must hold. */
const unverified: readonly Known[] = [
  {
    pattern: /^(?:an instance|instance i-|instances).{0,120}instance refresh/i,
    words: "an instance refresh replaces instances",
  },
  {
    pattern: /^(?:an instance|instance i-|instances).{0,120}max(?:imum)?[ -]instance[ -]lifetime/i,
    words: "the instance reached the group's maximum instance lifetime",
  },
  {
    pattern: /^(?:an instance|instance i-|instances).{0,120}(?:rebalance recommendation|capacity rebalanc)/i,
    words:
      "EC2 said that a Spot instance may soon be taken back, and the group replaces such instances early",
  },
  {
    pattern: /^(?:an instance|instance i-|instances).{0,120}spot (?:instance )?interruption/i,
    words: "EC2 took a Spot instance back",
  },
];

/**
 * Each kind of sentence in a cause, anchored at its beginning: what stands in the middle may be a name somebody chose.
 * AWS's own pages word the same cause differently (ASG:CHAP_Troubleshooting, ASG:as-scaling-activities, ASG:ts-as-healthchecks).
 */
const known: readonly Known[] = [
  {
    pattern: /^a user request explicitly set group desired capacity/i,
    words: "somebody set the desired capacity",
  },
  {
    pattern: /^a user request update of AutoScalingGroup constraints/i,
    words: "somebody changed the size of the group",
  },
  { pattern: /^a user request executed (?:the )?policy/i, words: "somebody ran a scaling policy by hand" },
  { pattern: /^a user request created an AutoScalingGroup/i, words: "somebody created the group" },
  {
    pattern: /^a user request (?:force )?deleted (?:the |an )?AutoScalingGroup/i,
    words: "somebody deleted the group",
  },
  { pattern: /^(?:a|the) scheduled action\b/i, words: "a scheduled action changed the size of the group" },
  { pattern: /^a monitor alarm .{0,600}? triggered policy/i, words: "an alarm triggered a scaling policy" },
  {
    pattern: new RegExp(
      `^${subject} was (?:detached|attached|moved (?:to|out of) standby) in response to a user request`,
      "i",
    ),
    words: "somebody asked for it",
  },
  {
    pattern: new RegExp(`${taken}in response to a user request`, "i"),
    words: "somebody asked Auto Scaling to terminate the instance",
  },
  {
    pattern: new RegExp(`${taken}in response to a user health-?check`, "i"),
    words: "somebody set the instance's health to Unhealthy",
  },
  {
    pattern: new RegExp(
      `${taken}in response to an? EC2 health check (?:indicating|that indicated) it ha(?:s|d) been terminated or stopped`,
      "i",
    ),
    words: "EC2 said that the instance was terminated or stopped",
  },
  {
    pattern: new RegExp(`${taken}in response to an? EC2 instance status checks? failure`, "i"),
    words: "the instance failed EC2's status checks",
  },
  {
    pattern: /^an instance was taken out of (?:service|the warm pool) in response to an? EC2 health check/i,
    words: "the instance failed an EC2 health check",
  },
  {
    pattern: new RegExp(`${taken}in response to an? ELB system health check failure`, "i"),
    words: "the load balancer found the instance unhealthy",
  },
  {
    pattern: new RegExp(`${taken}in response to an? EBS volume health check failure`, "i"),
    words: "a volume of the instance failed its health check",
  },
  ...unverified,
  {
    pattern: new RegExp(`${started}in response to an unhealthy instance needing to be replaced`, "i"),
    words: "an unhealthy instance needed a replacement",
  },
  {
    pattern: new RegExp(
      `${started}(?:in response to a difference between desired and actual|to aid in maintaining the) (?:warmed )?capacity`,
      "i",
    ),
    words: "there were fewer instances than desired",
  },
  {
    pattern: new RegExp(
      `${taken}in response to a difference between desired and actual (?:warmed )?capacity`,
      "i",
    ),
    words: "there were more instances than desired",
  },
  {
    pattern: new RegExp(`${started}to (?:aid in balancing the group|balance instances in zones)`, "i"),
    words: "the group balanced its zones",
  },
  {
    pattern: new RegExp(`^${subject} (?:was|were) selected for termination`, "i"),
    words: "the group chose which instance to end",
  },
];

const timePattern = /^At \d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)? ?/;
const capacityPattern = /(desired )?capacity from (\d{1,9}) to (\d{1,9})/i;

/** m:autoscaling: a cause has at most 1023 characters, the rest is lost. */
const longestCause = 1023;

/** What one sentence of a cause says, as a clause to follow "because"; undefined where it is none of AWS's known ones. */
export function explainCause(sentence: string): string | undefined {
  const text = sentence.slice(0, longestCause).replace(timePattern, "");
  const words = known.find(({ pattern }) => pattern.test(text))?.words;
  return words === undefined ? undefined : `${words}${toCapacityWords(text)}`;
}

/** The sentence is what AWS's limit left of one: what is missing cannot be known. */
export function isCutSentence(sentence: string, cause: string): boolean {
  const whole = cause.trimEnd();
  return cause.length >= longestCause && whole.endsWith(sentence) && !sentence.endsWith(".");
}

function toCapacityWords(text: string): string {
  const found = capacityPattern.exec(text);
  if (found === null) return "";
  const [, desired, from, to] = found;
  return `${desired === undefined ? " (" : " (desired: "}${from} → ${to})`;
}
