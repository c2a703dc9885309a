"""The app of languages/javascript/app.js, in Python."""

from aws_cdk import App, CfnOutput, Duration, Environment, Stack, Tags
from aws_cdk.aws_certificatemanager import KeyAlgorithm
from aws_cdk.aws_cloudfront import BehaviorOptions, Distribution
from aws_cdk.aws_cloudfront_origins import HttpOrigin
from aws_cdk.aws_logs import RetentionDays
from aws_cdk.aws_route53 import HostedZone
from cdk_dns_certificate import CertificateProvider, DnsCertificate, ValidationZone

app = App(analytics_reporting=False)
stack = Stack(
    app, "Site", env=Environment(account="123456789012", region="eu-west-1")
)
CertificateProvider.get_or_create(stack, log_retention=RetentionDays.ONE_WEEK)

hosted_zone = HostedZone.from_hosted_zone_attributes(
    stack, "Zone", hosted_zone_id="Z0123456789EXAMPLE", zone_name="example.com"
)
certificate = DnsCertificate(
    stack,
    "Certificate",
    domain_name="example.com",
    subject_alternative_names=["*.example.com"],
    validation_zones=[ValidationZone(hosted_zone=hosted_zone)],
    region="us-east-1",
    key_algorithm=KeyAlgorithm.EC_PRIME256_V1,
    validation_timeout=Duration.minutes(20),
)
Tags.of(certificate).add("team", "web")

Distribution(
    stack,
    "Distribution",
    certificate=certificate,
    domain_names=["example.com"],
    default_behavior=BehaviorOptions(origin=HttpOrigin("origin.example.com")),
)
CfnOutput(stack, "Arn", value=certificate.certificate_arn)
app.synth()
