# The runbook for a lost phone: what an administrator runs at night, without thinking.
#
# It is a script of the course's command language. Whoever runs it sets two variables first:
#   user=Alan       the IAM user
#   person=alan     whose new phone lies on the desk
#
# The old device is virtual, and the user has just the one. When the runbook has run to its end,
#   - the old device is deactivated and deleted,
#   - the person has a new phone          phone $person replace
#   - a new virtual device, named after $user, is the user's, and the new phone shows its codes.
#
# A value that AWS knows comes from AWS: number=$(aws ... --query ...). For two codes in a row:
# wait next-code $person. `help`, and `aws iam OPERATION help`, explain the rest. A line that is refused ends the script.

serial=$(aws iam list-mfa-devices --user-name $user --query 'MFADevices[0].SerialNumber')
aws iam deactivate-mfa-device --user-name $user --serial-number $serial
aws iam delete-virtual-mfa-device --serial-number $serial
phone $person replace
aws iam create-virtual-mfa-device --virtual-mfa-device-name $user --outfile $user.png --bootstrap-method QRCodePNG
phone $person scan $user.png
code1=$(phone $person code)
wait next-code $person
code2=$(phone $person code)
aws iam enable-mfa-device --user-name $user --serial-number $(phone $person serial) \
    --authentication-code1 $code1 --authentication-code2 $code2
