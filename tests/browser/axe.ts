/** What axe finds wrong with a page as it is now. */
import type { Page } from "playwright-core";

/** A line for each rule that is broken, with the places that break it; `within` looks at a part of the page. */
export async function axeViolations(page: Page, within?: string): Promise<readonly string[]> {
  const { default: axe } = await import("axe-core");
  // By the page's own script world, since its CSP refuses added scripts.
  await page.evaluate(axe.source);
  return await page.evaluate(async (part) => {
    const { axe } = globalThis as unknown as { axe: { run(part: string): Promise<{ violations: AxeViolation[] }> } };
    interface AxeViolation {
      readonly id: string;
      readonly help: string;
      readonly nodes: readonly { readonly target: readonly unknown[] }[];
    }
    const { violations } = await axe.run(part);
    return violations.map(({ id, help, nodes }) =>
      `${id}: ${help} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`
    );
  }, within ?? "html");
}
