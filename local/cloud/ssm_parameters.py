# Whom IAM allows to delete parameters: MiniStack asks about `*`, whatever parameters a DeleteParameters names, and so refuses the
# functions behind CDK's references across Regions, which may touch their own parameters only. Here it asks about the parameter
# that is named first; the functions name one at a time.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
import json

from ministack.core import iam_actions


def install() -> None:
    resource_of = iam_actions.extract_resource_arn

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
        resource = resource_of(service, method, path, headers, body, query_params, region, account_id)
        names = json.loads(body).get("Names") if service == "ssm" and resource == "*" and body else None
        if not names:
            return resource
        return f"arn:aws:ssm:{region}:{account_id}:parameter/{names[0].lstrip('/')}"

    iam_actions.extract_resource_arn = extract_resource_arn
