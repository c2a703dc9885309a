// What is wrong with a construct's properties, said with the path of the construct.
import type { IConstruct } from 'constructs';

/** `problem` shows the value received and says what to do. */
export function problemAt(scope: IConstruct, problem: string): Error {
  return problemAtPath(scope.node.path, problem);
}

/** The same of a construct that is not there yet. */
export function problemAtPath(path: string, problem: string): Error {
  return new Error(`${path}: ${problem}`);
}
