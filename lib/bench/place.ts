export const benchPlace = { account: "123456789012", region: "us-east-1" } as const;
export const benchScope = { ...benchPlace, application: "bench", group: "bench" } as const;
