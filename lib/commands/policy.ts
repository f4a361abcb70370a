import { writeFileSync } from "node:fs";
import { buildIamPolicy } from "#lib/aws/policy.ts";
import { allowedOperations } from "#lib/server/connect.ts";

const file = new URL("../../iam-policy.json", import.meta.url);
const policy = buildIamPolicy(allowedOperations);
writeFileSync(file, `${JSON.stringify(policy, undefined, 2)}\n`);
console.log(`iam-policy.json: ${policy.Statement.flatMap((statement) => statement.Action).length} actions`);
