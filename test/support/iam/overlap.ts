// Whether two ARNs with wildcards have an ARN in common.
import { splitArn } from './pattern';

/** Policy variables may be anything. False if either is no ARN. */
export function overlaps(one: string, other: string): boolean {
  const others = splitArn(other);
  const parts = splitArn(one.replaceAll(/\$\{[^}]*\}/g, '*'));
  if (parts === undefined || others === undefined) return false;
  return parts.every((part, index) => overlap(part, others[index] ?? ''));
}

function overlap(one: string, other: string): boolean {
  if (one.startsWith('*')) {
    return overlap(one.slice(1), other) || (other !== '' && overlap(one, other.slice(1)));
  }
  if (other.startsWith('*')) return overlap(other, one);
  if (one === '' || other === '') return one === other;
  const isSame = one[0] === other[0] || one.startsWith('?') || other.startsWith('?');
  return isSame && overlap(one.slice(1), other.slice(1));
}
