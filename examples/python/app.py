# A load balancer with a certificate, as ../alb/app.ts is, in Python.
import os

from aws_cdk import App, CfnOutput, Environment, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from cdk_dns_certificate import DnsCertificate

app = App()
zone_name = app.node.get_context("zoneName")
stack = Stack(
    app,
    "Alb",
    env=Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region="eu-west-1"),
)

certificate = DnsCertificate(
    stack,
    "Certificate",
    domain_name=zone_name,
    subject_alternative_names=[f"*.{zone_name}"],
    hosted_zone=route53.HostedZone.from_lookup(stack, "Zone", domain_name=zone_name),
)

vpc = ec2.Vpc(
    stack,
    "Vpc",
    max_azs=2,
    subnet_configuration=[ec2.SubnetConfiguration(name="Public", subnet_type=ec2.SubnetType.PUBLIC)],
)
load_balancer = elbv2.ApplicationLoadBalancer(stack, "LoadBalancer", vpc=vpc, internet_facing=True)
load_balancer.add_listener(
    "Https",
    port=443,
    certificates=[certificate],
    default_action=elbv2.ListenerAction.fixed_response(200, message_body="It works."),
)

CfnOutput(stack, "CertificateArn", value=certificate.certificate_arn)
app.synth()
