// What a test may do that no API offers: approve e-mails, create zones and roles, attach and detach users,
// ask for faults, and read all state.
import { serialOf } from './acm/certificate';
import type { Certificate } from './acm/certificate';
import { methodAt } from './acm/migration';
import type { Backend } from './http/dispatch';
import type { CertificateView, Emulator, ParameterView, RecordView } from './emulator';
import { newestOf } from './ssm/parameters';
import { canonical, escaped, isDomainName } from './route53/names';
import { sortRecords, isRequired } from './route53/zones';
import { DEFAULT_ACCOUNT } from './http/caller';

type Controls = Omit<Emulator, 'dispatch' | 'requestHandler' | 'listen' | 'close'>;

export function controlsOf(backend: Backend): Controls {
  const { acm, faults, history } = backend;
  return {
    clock: acm.clock,
    history: history.lines,
    calls: () => history.calls(),
    clearHistory: () => {
      history.clear();
    },
    rootCertificate: () => acm.authority.rootCertificate(),
    emails: acm.mailbox.emails,
    createRole: (role) => {
      backend.roles.create(role);
    },
    ...zoneControls(backend),
    ...certificateControls(backend),
    parameters: () => parameterViews(backend),
    fail: (fault) => {
      faults.add(fault);
    },
    outstandingFaults: () => faults.outstanding(),
    answerNextRequest: (certificateArn) => {
      acm.idempotency.answerNext(certificateArn);
    },
    refuse: (domainName, failureReason) => {
      acm.registry.refuse(domainName, failureReason);
    },
  };
}

function zoneControls({ zones, acm }: Backend): Pick<Controls, 'createHostedZone' | 'records'> {
  return {
    createHostedZone: (name, { privateZone = false, account = DEFAULT_ACCOUNT } = {}) => {
      const zoneName = canonical(name);
      if (!isDomainName(zoneName)) throw new TypeError(`'${name}' is not a domain name`);
      const callerReference = acm.ids.uuid();
      return zones.create({ name: zoneName, account, callerReference, privateZone }).id;
    },
    records: (hostedZoneId) => {
      const zone = zones.find(hostedZoneId.replace(/^\/hostedzone\//, ''));
      if (!zone) throw new TypeError(`there is no hosted zone '${hostedZoneId}'`);
      const contents = [...zone.records.values()].filter((record) => !isRequired(record, zone));
      return sortRecords(contents).map(({ name, type, ttl, values }): RecordView => ({
        name: escaped(name),
        type,
        ttl,
        values,
      }));
    },
  };
}

function certificateControls({
  acm,
}: Backend): Pick<Controls, 'approve' | 'certificates' | 'attach' | 'detach'> {
  const { registry, users } = acm;
  return {
    approve: ({ certificateArn, domainName }) => {
      registry.approve(certificateArn, domainName);
    },
    certificates: () => {
      registry.settleAll();
      return registry.all().map((certificate) => viewOf(certificate, acm));
    },
    attach: (certificateArn, resourceArn) => {
      registry.settleAll();
      const certificate = registry.find(certificateArn);
      const status = certificate ? registry.stateOf(certificate).status : 'not there';
      if (status !== 'ISSUED') {
        throw new Error(`${resourceArn} cannot use ${certificateArn}: it is ${status}`);
      }
      users.attach(certificateArn, resourceArn);
    },
    detach: (resourceArn) => {
      users.detach(resourceArn);
    },
  };
}

function parameterViews({ parameters }: Backend): readonly ParameterView[] {
  return parameters.all().map((parameter) => {
    const { name, account, region, tier, tags } = parameter;
    const { value, version } = newestOf(parameter);
    return { name, account, region, value, version, tier, tags: Object.fromEntries(tags) };
  });
}

function viewOf(
  certificate: Certificate,
  { registry, clock, timings }: Backend['acm'],
): CertificateView {
  const { status, failureReason } = registry.stateOf(certificate);
  const { certificateArn, account, region, domainName, names } = certificate;
  const { keyAlgorithm, exportOption, createdAt, tags, records } = certificate;
  const validationMethod = methodAt(clock.now(), certificate, timings);
  return {
    certificateArn,
    account,
    region,
    domainName,
    names,
    validationMethod,
    keyAlgorithm,
    exportOption,
    createdAt,
    status,
    ...(failureReason !== undefined && { failureReason }),
    serialNumber: serialOf(certificate),
    tags: Object.fromEntries([...tags].map(([key, value]) => [key, value ?? ''])),
    validationRecords:
      validationMethod === 'DNS' ? [...new Set([...records.values()].map(({ Name }) => Name))] : [],
  };
}
