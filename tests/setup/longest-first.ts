/**
 * The order of the test files. Vitest starts the longest first, so that no worker is left alone with one of
 * them at the end, but knows durations only from an earlier run: in a fresh clone it takes the largest first.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { rankOf } from "./longest-files.ts";

/**
 * What waits for programs begins first, and leaves the processors to those that compute. At the end it ran
 * beside nothing else for 90 s. Other projects come last.
 */
const ORDER = ["chaos", "main", "web"];
const placeOf = (project: string): number =>
  ORDER.includes(project) ? ORDER.indexOf(project) : ORDER.length;

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The files of a project stay together: its workers go from one file to the next.
    const projects = [...new Set(sorted.map(({ project }) => project.name))].toSorted(
      (one, other) => placeOf(one) - placeOf(other),
    );
    return projects.flatMap((name) => {
      const ofProject = sorted.filter(({ project }) => project.name === name);
      return ofProject.sort((one, other) => rankOf(one.moduleId) - rankOf(other.moduleId));
    });
  }
}
