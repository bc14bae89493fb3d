"""The pages that give, mend and take away MFA devices."""
