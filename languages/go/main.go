// The app of languages/javascript/app.js, in Go.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/jsii-runtime-go"
	dnscertificate "github.com/cdk-dns-certificate/cdk-dns-certificate-go/dnscertificate"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(&awscdk.AppProps{AnalyticsReporting: jsii.Bool(false)})
	stack := awscdk.NewStack(app, jsii.String("Site"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("123456789012"), Region: jsii.String("eu-west-1")},
	})
	dnscertificate.CertificateProvider_GetOrCreate(stack, &dnscertificate.CertificateProviderProps{
		LogRetention: awslogs.RetentionDays_ONE_WEEK,
	})

	zone := awsroute53.HostedZone_FromHostedZoneAttributes(stack, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
		HostedZoneId: jsii.String("Z0123456789EXAMPLE"),
		ZoneName:     jsii.String("example.com"),
	})
	certificate := dnscertificate.NewDnsCertificate(stack, jsii.String("Certificate"), &dnscertificate.DnsCertificateProps{
		DomainName:              jsii.String("example.com"),
		SubjectAlternativeNames: jsii.Strings("*.example.com"),
		ValidationZones:         &[]*dnscertificate.ValidationZone{{HostedZone: zone}},
		Region:                  jsii.String("us-east-1"),
		KeyAlgorithm:            awscertificatemanager.KeyAlgorithm_EC_PRIME256V1(),
		ValidationTimeout:       awscdk.Duration_Minutes(jsii.Number(20)),
	})
	awscdk.Tags_Of(certificate).Add(jsii.String("team"), jsii.String("web"), nil)

	awscloudfront.NewDistribution(stack, jsii.String("Distribution"), &awscloudfront.DistributionProps{
		Certificate: certificate,
		DomainNames: jsii.Strings("example.com"),
		DefaultBehavior: &awscloudfront.BehaviorOptions{
			Origin: awscloudfrontorigins.NewHttpOrigin(jsii.String("origin.example.com"), nil),
		},
	})
	awscdk.NewCfnOutput(stack, jsii.String("Arn"), &awscdk.CfnOutputProps{Value: certificate.CertificateArn()})
	app.Synth(nil)
}
