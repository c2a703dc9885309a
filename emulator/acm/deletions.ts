// Certificates that were deleted a moment ago: ListCertificates and GetCertificate still show them.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
import type { Clock } from '../clock';
import type { Timings } from '../timings';
import type { Certificate } from './certificate';

interface Deletion {
  readonly certificate: Certificate;
  /** Milliseconds since the epoch. */
  readonly shownUntil: number;
}

export class Deletions {
  /** In the order of their deletion, which is the one in which they disappear. */
  private readonly deletions = new Map<string, Deletion>();

  constructor(
    private readonly clock: Clock,
    private readonly timings: Timings,
  ) {}

  add(certificate: Certificate): void {
    const shownUntil = this.clock.now() + this.timings.deletionLagSeconds * 1000;
    this.deletions.set(certificate.certificateArn, { certificate, shownUntil });
  }

  find(certificateArn: string): Certificate | undefined {
    this.forget();
    return this.deletions.get(certificateArn)?.certificate;
  }

  all(): Certificate[] {
    this.forget();
    return [...this.deletions.values()].map(({ certificate }) => certificate);
  }

  private forget(): void {
    for (const [certificateArn, { shownUntil }] of this.deletions) {
      if (this.clock.now() < shownUntil) return;
      this.deletions.delete(certificateArn);
    }
  }
}
