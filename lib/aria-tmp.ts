import { chromium } from "@playwright/test";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(process.argv[2] ?? "", { waitUntil: "networkidle" });
console.log((await page.locator("body").ariaSnapshot()).slice(0, 26000));
await browser.close();
