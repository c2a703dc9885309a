# AWS::CertificateManager::Certificate, handled as CloudFormation does: requested in ACM, its validation records written
# into Route 53, waited for until it is issued. MiniStack's own handler issues at once, in an ACM of its own that nobody
# else sees. Only validation by DNS, in zones that DomainValidationOptions name.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html
import os
import time

import botocore.session
from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import provisioners, stacks

TYPE = "AWS::CertificateManager::Certificate"
LOOK_EVERY_SECONDS = 1
# The emulator issues within seconds, and a load balancer lets go within a minute. On AWS CloudFormation waits for hours
# for the one; how long it tries the other is not documented.
WAITS_SECONDS = 180


def install() -> None:
    provisioners._RESOURCE_HANDLERS[TYPE] = {"create": create, "update": update, "delete": delete}
    # It waits, and calls MiniStack meanwhile.
    blocks = stacks._runs_on_worker_thread
    stacks._runs_on_worker_thread = lambda kind: kind == TYPE or blocks(kind)


def client(service: str, endpoint_variable: str):
    session = botocore.session.Session()
    # An account's number as its key: the root user of the account.
    session.set_credentials(get_account_id(), "local")
    endpoint = os.environ[endpoint_variable]
    return session.create_client(service, region_name=get_region(), endpoint_url=endpoint)


def acm_client():
    return client("acm", "AWS_ENDPOINT_URL_ACM")


def create(logical_id: str, props: dict, stack_name: str) -> tuple:
    if props.get("ValidationMethod") != "DNS":
        raise ValueError(f"{logical_id}: the local cloud validates by DNS only")
    acm = acm_client()
    optional = {name: props.get(name) for name in ("SubjectAlternativeNames", "KeyAlgorithm")}
    optional["Tags"] = tags_in(props)
    arn = acm.request_certificate(
        DomainName=props["DomainName"],
        ValidationMethod="DNS",
        **{name: value for name, value in optional.items() if value},
    )["CertificateArn"]
    publish(props, until(lambda: validations(acm, arn), f"{arn} got no validation records"))
    until(lambda: is_issued(acm, arn), f"{arn} was not issued")
    return arn, {}


def tags_in(props: dict) -> list:
    """Without MiniStack's own, whose keys begin with what AWS keeps for itself."""
    return [each for each in props.get("Tags") or [] if not each["Key"].startswith("aws:")]


def validations(acm, arn: str) -> list:
    """Of every name; empty as long as ACM has not named all records."""
    found = acm.describe_certificate(CertificateArn=arn)["Certificate"].get("DomainValidationOptions", [])
    return found if all("ResourceRecord" in each for each in found) else []


def publish(props: dict, found: list) -> None:
    """A name without a zone is a wildcard: the CDK names its parent only, whose record validates both."""
    zones = {each["DomainName"].lower(): each["HostedZoneId"] for each in props["DomainValidationOptions"]}
    route53 = client("route53", "AWS_ENDPOINT_URL")
    for each in found:
        zone = zones.get(each["DomainName"].lower())
        if zone is None:
            continue
        record = each["ResourceRecord"]
        record_set = {
            "Name": record["Name"],
            "Type": record["Type"],
            "TTL": 300,
            "ResourceRecords": [{"Value": record["Value"]}],
        }
        changes = [{"Action": "UPSERT", "ResourceRecordSet": record_set}]
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


def is_issued(acm, arn: str) -> bool:
    status = acm.describe_certificate(CertificateArn=arn)["Certificate"].get("Status")
    if status not in (None, "PENDING_VALIDATION", "ISSUED"):
        raise RuntimeError(f"{arn} is {status}")
    return status == "ISSUED"


def update(arn: str, old_props: dict, new_props: dict, stack_name: str) -> tuple:
    """Of tags: whatever else may change replaces it, which MiniStack sees to."""
    acm = acm_client()
    old, new = tags_in(old_props), tags_in(new_props)
    kept = {each["Key"] for each in new}
    removed = [each for each in old if each["Key"] not in kept]
    if new:
        acm.add_tags_to_certificate(CertificateArn=arn, Tags=new)
    if removed:
        acm.remove_tags_from_certificate(CertificateArn=arn, Tags=removed)
    return arn, {}


def delete(arn: str, props: dict) -> None:
    """The validation records stay, as on AWS."""
    acm = acm_client()

    def is_deleted() -> bool:
        try:
            acm.delete_certificate(CertificateArn=arn)
        except acm.exceptions.ResourceInUseException:
            return False
        except acm.exceptions.ResourceNotFoundException:
            pass
        return True

    until(is_deleted, f"{arn} is in use")


def until(look, otherwise: str):
    """What `look` sees as soon as it sees something."""
    deadline = time.monotonic() + WAITS_SECONDS
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(LOOK_EVERY_SECONDS)
    raise RuntimeError(f"{otherwise} within {WAITS_SECONDS} s")
