# MiniStack on a lifeline: when the process that started it has gone, killed or not, nobody holds the other
# end of standard input any more, and MiniStack ends with all the Lambda functions that it runs.
import os
import signal
import sys
import threading

# No compiled files beside these sources.
sys.dont_write_bytecode = True

import native_certificate
import ssm_parameters
from ministack.app import main


def end_with_the_lifeline() -> None:
    sys.stdin.buffer.read()
    os.killpg(os.getpgid(0), signal.SIGKILL)


threading.Thread(target=end_with_the_lifeline, daemon=True).start()
native_certificate.install()
ssm_parameters.install()
main()
